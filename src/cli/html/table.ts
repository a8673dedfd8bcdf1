/** A table whose cells are HTML. It can be scrolled with the keyboard where it is wider than the page. */
export function table(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((cells) => `<tr>${cells.join('')}</tr>`).join('\n')}
</tbody>
</table></div>`;
}
