// The CDK's built-in template validation costs seconds in each process; the end-to-end test of the example has it on.
process.env.CDK_VALIDATION = 'false';
