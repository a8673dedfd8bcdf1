import { isMainThread } from 'node:worker_threads';
import { superviseFunction } from './function-supervisor';
import { runFunctionThread } from './function-thread';

/**
 * The entry of a function's process: one version of one function, kept warm.
 *
 * A process, so that nothing that the code does ends the preview, and so that what it takes of memory can be seen. The
 * code runs in a thread of it, so that the rest of the process can watch it even in an endless loop.
 */
if (isMainThread) superviseFunction(__filename);
else runFunctionThread();
