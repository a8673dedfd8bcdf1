import { CONTRADICTIONS } from './contradictions';
import { EDGE } from './edge';
import { LOGS } from './logs';
import { ORIGINS } from './origins';
import { REFUSED } from './refused';
import type { Case } from '../support/case';

/** All cases with their labels, which are written from what AWS documents and from recorded responses. */
export const CORPUS: readonly Case[] = [...REFUSED, ...ORIGINS, ...EDGE, ...LOGS, ...CONTRADICTIONS];
