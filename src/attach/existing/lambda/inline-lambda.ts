import { isClosedHole } from '../../../core/javascript/holes';
import { exportsHandler } from '../../../core/javascript/host-of-file';
import { nodesIn, type Parsed } from '../../../core/javascript/syntax';
import { parseJavaScript } from '../../javascript';
import type { CodeWithValues } from '../code-with-values';

/** Why code in a template cannot become a function in our file. */
export function inlineProblems({ code, values }: CodeWithValues): string[] {
  const file = parsed(code);
  if (typeof file === 'string') return [`cannot be read: ${file}`];
  if (Object.keys(values).some((hole) => !isClosedHole(file, hole))) {
    return ['has a value of the deployment in it outside of texts and expressions'];
  }
  const nodes = [...nodesIn(file.program)];
  if (nodes.some(({ type }) => /^(Export|Import.*Declaration)/.test(type))) {
    return ['is an ES module, which Lambda does not load from a template'];
  }
  return nodes.some(({ type, name }) => type === 'Identifier' && name === 'exports') || exportsHandler(file)
    ? [] : ['exports nothing'];
}

function parsed(code: string): Parsed | string {
  try {
    return parseJavaScript(code, 'commonjs');
  } catch (thrown) {
    return (thrown as Error).message;
  }
}
