import { checkManifest } from '../../../src/core/manifest/check';
import { manifestFileName } from '../../../src/core/manifest/edge-manifest';

const rules = () => ({ count: 3, files: ['a.json'], places: [3, 0, 2, 1, 5] });
const manifest = (change: (value: any) => void = () => undefined) => {
  const value = {
    version: 1,
    distribution: { template: 'Web.template.json', logicalId: 'Site', path: 'Web/Site' },
    functions: [{
      template: 'Web.template.json',
      logicalId: 'Fn',
      host: 'lambda-edge',
      event: 'viewer-request',
      behaviors: ['*'],
      steps: [{
        part: 'redirect',
        constructs: [{ path: 'Web/Redirects', behaviors: ['*'], rules: rules() }],
        config: {},
        program: { bytes: 9, sha256: 'ab', file: 'step-0.bin' },
      }],
    }],
  };
  change(value);
  return value as unknown;
};
const step = (change: (step: any) => void) => manifest((value) => change(value.functions[0].steps[0]));

describe('a manifest from a file', () => {
  it('is accepted', () => expect(checkManifest(manifest())).toEqual(manifest()));
  it('may have unknown members, and steps without rules', () => {
    const more = step((one) => { one.more = 1; delete one.program; delete one.constructs[0].rules; });
    expect(checkManifest(more)).toBe(more);
  });

  it('may have rules in a folder of the asset', () => {
    const beside = step((one) => { one.program.file = 'cdk-cloudfront-edge-/step-0.bin'; });
    expect(checkManifest(beside)).toBe(beside);
  });

  it.each<[string, unknown, string]>([
    ['null', null, 'is not an object'],
    ['a list', [], 'is not an object'],
    ['of a later version', manifest((value) => { value.version = 2; }), 'has the version 2, and only 1 is known here'],
    ['without a version', manifest((value) => { delete value.version; }), 'has no version'],
    ['without a distribution', manifest((value) => { value.distribution = { path: 'x' }; }), 'has no distribution'],
    ['without functions', manifest((value) => { value.functions = {}; }), 'has no list of functions'],
    ['a function that is null', manifest((value) => { value.functions.push(null); }), 'has an invalid function at functions[1]: it names no resource'],
    ['another host', manifest((value) => { value.functions[0].host = 'x'; }), 'has an invalid function at functions[0]: its host is unknown'],
    ['another event', manifest((value) => { value.functions[0].event = 'toString'; }), 'has an invalid function at functions[0]: its event is unknown'],
    ['behaviors of numbers', manifest((value) => { value.functions[0].behaviors = [1]; }), 'has an invalid function at functions[0]: it has no behaviors'],
    ['no steps', manifest((value) => { value.functions[0].steps = null; }), 'has an invalid function at functions[0]: it has no steps'],
    ['an invalid step', manifest((value) => { value.functions[0].steps = ['redirect']; }), 'has an invalid function at functions[0]: one of its steps is invalid'],
  ])('is refused: %s', (_, value, fault) => expect(checkManifest(value)).toBe(fault));

  it.each<[string, (rules: any) => void]>([
    ['a place cut off', (one) => one.places.pop()],
    ['a text among places', (one) => { one.places[2] = '2'; }],
    ['a fraction', (one) => { one.places[2] = 2.5; }],
    ['fewer rules than places', (one) => { one.count = 2; }],
    ['a file that is not listed', (one) => { one.places[1] = 1; }],
    ['a file before the first', (one) => { one.places[1] = -1; }],
    ['lines before the first', (one) => { one.places[3] = -1; }],
    ['no column', (one) => { one.places[4] = 0; }],
    ['a run of none', (one) => { one.places[0] = 0; one.count = 0; }],
    ['no files', (one) => { delete one.files; }],
    ['errors that are not a list', (one) => { one.errors = {}; }],
    ['an error without a status', (one) => { one.errors = [{ rule: 0, from: '/a' }]; }],
    ['an error without a source', (one) => { one.errors = [{ rule: 0, status: 404, from: null }]; }],
  ])('has invalid rules: %s', (_, change) => {
    expect(checkManifest(step((one) => change(one.constructs[0].rules)))).toBe(
      'has an invalid function at functions[0]: the rules of a construct are invalid',
    );
  });

  it.each<[string, (one: any) => void, string]>([
    ['no program', (one) => { one.program = null; }, 'the program of a step is invalid'],
    ['a program elsewhere', (one) => { one.program.file = '../../secret.bin'; }, 'the program of a step is invalid'],
    ['a program outside of the asset', (one) => { one.program.file = '../step-0.bin'; }, 'the program of a step is invalid'],
    ['a program by an absolute path', (one) => { one.program.file = '/etc/step-0.bin'; }, 'the program of a step is invalid'],
    ['no constructs', (one) => { one.constructs = 'Web'; }, 'a step has no constructs'],
    ['a construct without a path', (one) => { one.constructs.push({ behaviors: [] }); }, 'a construct is invalid'],
    ['a construct without behaviors', (one) => { delete one.constructs[0].behaviors; }, 'a construct is invalid'],
  ])('has an invalid step: %s', (_, change, fault) => {
    expect(checkManifest(step(change))).toBe(`has an invalid function at functions[0]: ${fault}`);
  });
});

it.each([
  ['Web.template.json', 'Web.Site1.edge.json'],
  ['WebNested1A.nested.template.json', 'WebNested1A.nested.Site1.edge.json'],
  ['assembly-Prod/Web.template.json', 'assembly-Prod/Web.Site1.edge.json'],
  ['own.json', 'own.Site1.edge.json'],
])('its name next to %s is %s', (template, name) =>
  expect(manifestFileName({ template, logicalId: 'Site1' })).toBe(name),
);
