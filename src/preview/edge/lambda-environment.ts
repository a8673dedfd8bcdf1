import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerSpec } from './function-process';
import type { LambdaEdgeFunction } from '../assembly/distribution';

/** Environment variables for the preview's S3 endpoint, with dummy credentials. */
export type S3Environment = () => Promise<Readonly<Record<string, string>>>;

/** Whether the code of a function fetches S3 objects itself: with the library's signed request, or with the AWS SDK. */
export function readsObjects({ code, handler }: LambdaEdgeFunction): boolean {
  const file = 'inline' in code ? undefined : join(code.directory, `${handler.split('.')[0]}.js`);
  const source = 'inline' in code ? code.inline : existsSync(file!) ? readFileSync(file!, 'utf8') : '';
  return /AWS_ENDPOINT_URL_S3|@aws-sdk\/client-s3/.test(source);
}

export function lambdaSpec(fn: LambdaEdgeFunction, s3: Readonly<Record<string, string>>): WorkerSpec {
  return {
    name: fn.name,
    setup: { host: 'lambda-edge', handler: fn.handler, code: fn.code, runtime: fn.runtime, modulesFrom: process.cwd() },
    timeoutMs: fn.timeoutMs,
    memoryMb: fn.memoryMb,
    environment: { ...reservedVariables(fn), ...s3 },
  };
}

/** The second argument of a handler, without `getRemainingTimeInMillis`. */
export function lambdaContext(fn: LambdaEdgeFunction, requestId: string): object {
  const name = lambdaName(fn);
  return {
    functionName: `us-east-1.${name}`,
    functionVersion: '1',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${name}:1`,
    memoryLimitInMB: String(fn.memoryMb),
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/us-east-1.${name}`,
    logStreamName: 'preview',
  };
}

/** Only Lambda's reserved variables: Lambda@Edge does not allow custom environment variables. */
function reservedVariables(fn: LambdaEdgeFunction): NodeJS.ProcessEnv {
  return {
    // Lambda always has the credentials of the role. With these nothing can be called.
    AWS_ACCESS_KEY_ID: 'preview',
    AWS_SECRET_ACCESS_KEY: 'preview',
    AWS_SESSION_TOKEN: 'preview',
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: `us-east-1.${lambdaName(fn)}`,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/us-east-1.${lambdaName(fn)}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'preview',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_REGION: 'us-east-1',
    LAMBDA_TASK_ROOT: '/var/task',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    _HANDLER: fn.handler,
  };
}

function lambdaName(fn: LambdaEdgeFunction): string {
  return fn.name.replace(/[^A-Za-z0-9_-]/g, '-');
}
