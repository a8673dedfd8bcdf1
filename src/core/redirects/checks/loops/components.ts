/**
 * Numbers the strongly connected components of a graph: nodes with the same number reach each other.
 *
 * Tarjan's algorithm with an explicit stack, because a chain of a hundred thousand rules exceeds the call stack.
 */
export function components(edges: readonly (readonly number[])[]): Int32Array {
  const count = edges.length;
  const component = new Int32Array(count).fill(-1);
  const order = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const next = new Int32Array(count);
  const open: number[] = [];
  const path: number[] = [];
  let visited = 0;
  for (let root = 0; root < count; root++) {
    if (order[root] < 0) path.push(root);
    while (path.length > 0) {
      const node = path[path.length - 1];
      if (order[node] < 0) {
        order[node] = low[node] = visited++;
        open.push(node);
      }
      if (next[node] < edges[node].length) {
        const to = edges[node][next[node]++];
        if (order[to] < 0) path.push(to);
        else if (component[to] < 0) low[node] = Math.min(low[node], order[to]);
        continue;
      }
      path.pop();
      if (path.length > 0) low[path[path.length - 1]] = Math.min(low[path[path.length - 1]], low[node]);
      if (low[node] < order[node]) continue;
      for (let member = -1; member !== node;) component[member = open.pop()!] = node;
    }
  }
  return component;
}
