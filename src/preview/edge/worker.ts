import { isMainThread } from 'node:worker_threads';
import { superviseFunction } from './function-supervisor';
import { runFunctionThread } from './function-thread';

/**
 * The entry of a function's process: one version of one function, kept warm.
 *
 * It is a process so that nothing that the code does can end the preview, and so that its memory can be measured.
 * Within the process, the code runs in a worker thread, so that the main thread can supervise it during an endless
 * loop. See docs/adr/015.
 */
if (isMainThread) superviseFunction(__filename);
else runFunctionThread();
