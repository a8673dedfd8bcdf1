import { works } from './part.js';
if (works) hit('f:module');
(await import('./chunk.js')).works();
