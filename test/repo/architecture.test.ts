import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const tree = /## Every folder\n\n```\n(.*?)```/s.exec(page)![1];

/** Paths of the tree, by how far their lines are indented. Names that share a line stand beside each other. */
function drawn(): string[] {
  const above: string[] = [];
  return tree.trimEnd().split('\n').flatMap((line) => {
    const depth = /^ */.exec(line)![0].length / 2;
    const [names] = line.trim().split(/ {2,}/);
    const paths = names
      .split(' ')
      .filter((name) => name.endsWith('/'))
      .map((name) => join(above[depth - 1] ?? '', name));
    above[depth] = paths[0];
    return paths.map((path) => path.replace(/\/$/, ''));
  });
}

function foldersOf(folder: string): string[] {
  const folders = readdirSync(join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => [join(folder, name), ...foldersOf(join(folder, name))]);
}

test('docs/architecture.md has a line for each folder of src/, and for none that is not there', () => {
  expect(drawn().filter((path) => path.startsWith('src/')).sort()).toEqual(foldersOf('src').sort());
});

test('what it says of test/ is there', () => {
  const tests = drawn().filter((path) => path.startsWith('test/'));
  const top = readdirSync(join(root, 'test'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `test/${name}`);
  expect(top.filter((path) => !tests.includes(path))).toEqual([]);
  expect(tests.filter((path) => !top.includes(path))).toEqual([]);
});
