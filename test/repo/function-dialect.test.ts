import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const PARTS = join(__dirname, '../../assets/cloudfront-function');

/** What the JavaScript of CloudFront Functions 2.0 does not have, of what esbuild leaves as it is. */
const ABSENT: readonly ts.SyntaxKind[] = [
  ts.SyntaxKind.SpreadElement,
  ts.SyntaxKind.SpreadAssignment,
  ts.SyntaxKind.ShorthandPropertyAssignment,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.ComputedPropertyName,
  ts.SyntaxKind.ObjectBindingPattern,
  ts.SyntaxKind.ArrayBindingPattern,
  ts.SyntaxKind.ClassDeclaration,
  ts.SyntaxKind.ClassExpression,
  ts.SyntaxKind.ForOfStatement,
  ts.SyntaxKind.QuestionDotToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.YieldExpression,
  ts.SyntaxKind.TaggedTemplateExpression,
  ts.SyntaxKind.BigIntLiteral,
  ts.SyntaxKind.ExportKeyword,
  ts.SyntaxKind.ImportDeclaration,
];

/** The names of what a text has that the dialect does not have. */
function absentIn(code: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ABSENT.includes(node.kind)) found.push(ts.SyntaxKind[node.kind]);
    if (ts.isParameter(node) && node.initializer) found.push('default of a parameter');
    if (ts.isCatchClause(node) && !node.variableDeclaration) found.push('catch without a variable');
    if (ts.isAwaitExpression(node) && !isOwnStatement(node)) found.push('await inside of an expression');
    if (ts.isRegularExpressionLiteral(node) && /\(\?<[=!]|\[\^\]|\/\w*[suy]\w*$/.test(node.text)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('part.js', code, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  return found;
}

/** `await` is a statement or the right-hand side of one. */
function isOwnStatement({ parent }: ts.Node): boolean {
  return ts.isExpressionStatement(parent) || ts.isVariableDeclaration(parent)
    || (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken);
}

test.each(readdirSync(PARTS))('%s is in the JavaScript of CloudFront Functions', (file) => {
  expect(absentIn(readFileSync(join(PARTS, file), 'utf8'))).toEqual([]);
});

test.each([
  'f(...a)', 'const { a } = b', 'a?.b', 'a ?? b', 'class A {}', 'for (const a of b) c()', 'function f(a = 1) {}',
  'try { a() } catch { b() }', 'async function f() { return g(await h()) }', '/a/u', '/(?<=a)b/', '/[^]/', '({ a })', 'a`b`',
])('%s is found', (code) => {
  expect(absentIn(code)).toHaveLength(1);
});
