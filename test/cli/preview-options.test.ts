import { UsageError } from '../../src/cli/command';
import { parsePreviewArgs } from '../../src/cli/preview/options';

describe('the options of preview', () => {
  test('defaults', () => {
    expect(parsePreviewArgs([])).toMatchObject({ cloudAssembly: 'cdk.out', origins: {}, listen: { port: 8080 } });
  });

  test('all of them', () => {
    const args = ['out', '--port', '0', '--origin', 'web=./dist', '--origin=api.example.com=http://127.0.0.1:9000/?a=b', '--distribution', 'Web/Site', '--block', 'waf:/x', '--block', 'geo:/y'];
    expect(parsePreviewArgs(args)).toEqual({
      cloudAssembly: 'out',
      distribution: 'Web/Site',
      origins: { 'web': './dist', 'api.example.com': 'http://127.0.0.1:9000/?a=b' },
      blocks: ['waf:/x', 'geo:/y'],
      listen: { port: 0, host: undefined },
    });
  });

  test.each([['-h'], ['--help'], ['cdk.out', '--help']])('%s', (...args) => {
    expect(parsePreviewArgs(args)).toBe('help');
  });

  test.each<[string[], RegExp]>([
    [['--port', 'http'], /--port takes a number from 0 to 65535, got "http"/],
    [['--port', '65536'], /got "65536"/],
    [['--origin', 'web'], /--origin takes ID=FOLDER or ID=URL, got "web"/],
    [['--origin', '=x'], /got "=x"/],
    [['a', 'b'], /takes one folder, got "a" and "b"/],
    [['--prot', '1'], /Unknown option '--prot'/],
    [['--distribution'], /argument missing/],
  ])('%j', (args, message) => {
    expect(() => parsePreviewArgs(args)).toThrow(UsageError);
    expect(() => parsePreviewArgs(args)).toThrow(message);
  });
});
