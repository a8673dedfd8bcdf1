import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
/** Where users read files of the repository: npm and GitHub find relative links as well, PyPI and editors do not. */
const HOME = `${JSON.parse(read('package.json')).repository.url.replace(/\.git$/, '')}/blob/main/`;

const below = (folder: string, ending: string) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith(ending)).map((file) => join(folder, file));
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', ...below('docs', '.md')];

/** Where the links of a page lead, `[text](target)` and `[text][name]` alike. */
function linksOf(markdown: string): string[] {
  const text = markdown.replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  const named = new Map([...text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, name, target]) => [name, target]));
  return [...text.matchAll(/\](?:\(([^)\s]+)\)|\[([^\]]+)\])/g)]
    .map(([, target, name]) => target ?? named.get(name) ?? `no link ${name}`);
}

/** As GitHub names the headings of a page. */
const anchorsOf = (file: string) => [...read(file).matchAll(/^#+ (.+)$/gm)]
  .map(([, heading]) => heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-'));

/** Broken links of a page to the repository. Links to other sites are not checked. */
function broken(page: string): string[] {
  return linksOf(read(page)).filter((link) => {
    if (/^[a-z]+:/.test(link) && !link.startsWith(HOME)) return false;
    const [path, anchor] = (link.startsWith(HOME) ? link.slice(HOME.length) : join(dirname(page), link)).split('#');
    const file = link.startsWith('#') ? page : path;
    if (!existsSync(join(root, file))) return true;
    return anchor !== undefined && statSync(join(root, file)).isFile() && !anchorsOf(file).includes(anchor);
  });
}

test.each(pages)('the links of %s lead to existing files and headings', (page) => {
  expect(broken(page)).toEqual([]);
});

test('README.md links work wherever it is shown', () => {
  const links = linksOf(read('README.md'));
  expect(links.filter((link) => link.startsWith(HOME)).length).toBeGreaterThan(5);
  expect(links.filter((link) => !/^(https:\/\/|#)/.test(link))).toEqual([]);
});

/** Comments within the library are for those who have the repository; messages and public docs are not. */
const forUsers = (file: string) =>
  file.startsWith(join('src', 'constructs')) ? read(file) : read(file).replace(/^\s*(\/\/|\/?\*).*$/gm, '');

test('messages and public docs link the pages of docs/ where users can open them', () => {
  const named = below('src', '.ts').flatMap((file) => forUsers(file).match(/\S*\bdocs\/[\w/-]+\.md\S*/g) ?? []);
  expect(named.length).toBeGreaterThan(1);
  expect(named.filter((text) => !text.includes(`${HOME}docs/`))).toEqual([]);
  for (const text of named) {
    const [path] = /docs\/[\w/-]+\.md/.exec(text)!;
    expect([path, existsSync(join(root, path))]).toEqual([path, true]);
  }
});
