import * as fc from 'fast-check';

// The CDK's built-in template validation costs seconds in each process; the compatibility checks have it on.
process.env.CDK_VALIDATION = 'false';

// The gate judges the change and not the dice: the same cases each time. FC_SEED=$RANDOM npx jest looks for new ones.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20_261_120) });
