import * as fc from 'fast-check';

// The CDK's built-in template validation costs seconds in each process; the compatibility checks have it on.
process.env.CDK_VALIDATION = 'false';

// Generated cases are the same in each run, so that a failure is due to a change. FC_SEED=$RANDOM npx jest generates
// others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_120) });
