/** A table whose cells are HTML. It can be scrolled with the keyboard where it is wider than the page. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  // A heading stands over its numbers.
  const heading = (column: string, i: number): string => (
    `<th scope="col"${rows[0]?.[i]?.startsWith('<td class="points"') ? ' class="points"' : ''}>${column}</th>`);
  return `<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(heading).join('')}</tr></thead>
<tbody>
${rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;
}
