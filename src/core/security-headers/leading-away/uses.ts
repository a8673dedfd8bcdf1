import {
  APIS, FORMS, PERHAPS_BY_FOLDER, REQUESTS_OF_SCRIPTS, SEARCHES, USES_BY_EXTENSION, USES_BY_FOLDER, type FileUse,
} from './files';
import { isOpen, type RedirectRule, type Segment } from '../../redirects/rule/model';

/** What pages may use by the URLs of a rule, besides links, for which no directive is asked. */
export interface UsesOfRule {
  readonly uses: readonly FileUse[];
  /** Whether the URLs are hardly anything else. */
  readonly likely: boolean;
}

const FORM: FileUse = { directive: 'form-action', what: 'forms' };
const NONE: UsesOfRule = { uses: [], likely: false };

/** Extensions of pages, which may be sent forms. */
const PAGES: ReadonlySet<string> = new Set(['asp', 'aspx', 'cgi', 'do', 'htm', 'html', 'jsp', 'php', 'pl']);

export function usesOf({ source: { segments }, status, target, when }: RedirectRule): UsesOfRule {
  const texts = segments.map(textOf);
  const [, stem, extension] = /^(.*?)(?:\.([a-z\d]+))?$/.exec(texts.at(-1) ?? '')!;
  const isPage = extension === undefined || PAGES.has(extension);
  // `/node.js` to a home page is a page about it.
  if (!isPage) return isHome(target) ? NONE : { uses: USES_BY_EXTENSION.get(extension) ?? [], likely: true };
  const isFolder = segments.some(({ kind }) => kind !== 'literal');
  const firstIn = (uses: ReadonlyMap<string, readonly FileUse[]>) => (
    isFolder ? texts.map((text) => uses.get(text)).find((found) => found !== undefined) : undefined);
  const files = firstIn(USES_BY_FOLDER);
  if (files !== undefined) return { uses: files, likely: true };
  if (texts.length > 1 && APIS.has(texts[0])) return { uses: [REQUESTS_OF_SCRIPTS], likely: true };
  const perhaps = firstIn(PERHAPS_BY_FOLDER);
  if (perhaps !== undefined) return { uses: perhaps, likely: false };
  const keepsMethod = status === 307 || status === 308;
  const words = [...texts.slice(0, -1), stem];
  const isForm = words.some((word) => FORMS.has(word));
  const likely = when.methods?.includes('POST') === true || (keepsMethod && isForm) || SEARCHES.has(stem);
  return likely || keepsMethod || isForm || isFolder ? { uses: [FORM], likely } : NONE;
}

function isHome(target: RedirectRule['target']): boolean {
  return target?.path.join('').replace('/', '') === '';
}

/** Whether a rule redirects all pages of a host: then none is left that could use the other host. */
export function movesAll({ source: { segments } }: RedirectRule): boolean {
  return segments.length === 1 && isOpen(segments[0]) && textOf(segments[0]) === '*';
}

/** The text of a segment, in lower case, with a star for what is not known. */
function textOf(segment: Segment): string {
  switch (segment.kind) {
    case 'literal': return segment.text.toLowerCase();
    case 'splat': return '*';
    default: return segment.pieces.map((piece) => (typeof piece === 'string' ? piece : '*')).join('').toLowerCase();
  }
}
