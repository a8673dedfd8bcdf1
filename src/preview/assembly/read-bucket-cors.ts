import type { Evaluation } from './evaluation';
import { listOf, member, type Reference } from './reference';
import type { CorsRule } from '../origin/bucket-cors';

export function readBucketCors(bucket: Reference, here: Evaluation): CorsRule[] {
  return listOf(member(here.properties(bucket), 'CorsConfiguration', 'CorsRules')).map((rule) => {
    const texts = (name: string) => listOf(member(rule, name)).map((value) => here.text(value));
    const maxAge = member(rule, 'MaxAge');
    return {
      origins: texts('AllowedOrigins'),
      methods: texts('AllowedMethods'),
      headers: texts('AllowedHeaders'),
      exposed: texts('ExposedHeaders'),
      ...(maxAge !== undefined && { maxAgeSec: here.text(maxAge) }),
    };
  });
}
