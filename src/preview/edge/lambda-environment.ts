import type { WorkerSpec } from './function-worker';
import type { LambdaEdgeFunction } from '../assembly/distribution';

export function lambdaSpec(fn: LambdaEdgeFunction): WorkerSpec {
  return {
    name: fn.name,
    setup: { host: 'lambda-edge', handler: fn.handler, code: fn.code, runtime: fn.runtime, modulesFrom: process.cwd() },
    timeoutMs: fn.timeoutMs,
    memoryMb: fn.memoryMb,
    environment: reservedVariables(fn),
  };
}

/** The second argument of a handler, without its clock. */
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

/** Lambda@Edge has no variables of its own, so a handler that reads one must find nothing here, either. */
function reservedVariables(fn: LambdaEdgeFunction): NodeJS.ProcessEnv {
  return {
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_FUNCTION_NAME: `us-east-1.${lambdaName(fn)}`,
    AWS_LAMBDA_FUNCTION_VERSION: '1',
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
