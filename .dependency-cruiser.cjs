// The arrows of docs/architecture.md, checked in every build.

/**
 * The rooms of the redirect engine, from the ground up: what each may import besides itself. What runs at the edge knows
 * neither the analysis nor the formats.
 */
const REDIRECT_ROOMS = {
  'url': [],
  'pattern': ['url'],
  'rule': ['url', 'pattern'],
  'rule/conditions': ['url', 'rule/(?!conditions/)[^/]+'],
  'traits': ['url', 'pattern', 'rule'],
  'formats': ['url', 'rule', 'traits'],
  'overlap': ['url', 'rule', 'traits'],
  'checks': ['url', 'pattern', 'rule', 'traits', 'overlap'],
  'program/read': ['url', 'pattern', 'rule/(?:types|channels)', 'program/(?:format|hash)'],
  'program/write': ['pattern', 'rule', 'traits', 'program/(?:format|hash)'],
  'function': ['url', 'pattern', 'rule', 'traits', 'compile', 'bodies'],
  'diff': ['url', 'rule', 'traits', 'overlap', 'checks', 'compile'],
  'cost': ['rule', 'checks', 'compile', 'function', 'store'],
  'publish': ['rule', 'traits', 'program/format', 'program/read', 'compile', 'diff', 'store'],
  'neighbours': ['url', 'rule', 'traits', 'checks', 'compile'],
};
const rooms = '^src/core/redirects/';
const redirectRooms = Object.entries(REDIRECT_ROOMS).map(([room, below]) => {
  // A room in a room stands above it: what is in `rule` does not know the conditions.
  const own = room === 'rule' ? 'rule/(?!conditions/)[^/]+' : room;
  return {
    name: `redirects-${room.replace('/', '-')}`,
    severity: 'error',
    from: { path: `${rooms}${own}(/|\\.ts$)` },
    // Facts and problems stand beside the engine.
    to: { path: '^src/core/redirects/', pathNot: `${rooms}(${[own, ...below].join('|')})(/|\\.ts$)` },
  };
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'core-is-pure', severity: 'error', from: { path: '^src/core/' }, to: { pathNot: '^src/core/' } },
    {
      name: 'handlers-know-only-core',
      severity: 'error',
      from: { path: '^src/handlers/' },
      // Types of Lambda@Edge events are erased by the compiler: nothing of them reaches the bundle. Node's modules are there at run time.
      to: { pathNot: '^(src/(core|handlers)/|node_modules/@types/aws-lambda/|(node:)?(crypto|https?|process|timers)$)' },
    },
    {
      name: 'stored-object-knows-no-use',
      severity: 'error',
      // Pages today, rules some day: what an object is used for stands above it.
      from: { path: '^src/handlers/lambda-edge/stored-object/' },
      to: { path: '^src/', pathNot: '^src/handlers/lambda-edge/stored-object/' },
    },
    {
      name: 'pages-know-only-core',
      severity: 'error',
      from: { path: '^src/pages/' },
      to: { pathNot: '^(src/(core|pages)/|(node:)?(buffer|crypto|fs|path)$)' },
    },
    {
      name: 'preview-knows-no-cdk',
      severity: 'error',
      from: { path: '^src/(preview|cli|console)/' },
      to: { path: '^src/(attach|constructs|handlers)/|^src/index\\.ts$|node_modules/(aws-cdk-lib|constructs)/' },
    },
    {
      name: 'console-runs-in-browsers',
      severity: 'error',
      // Of the preview it has types, and two constants of its API.
      from: { path: '^src/console/' },
      to: { pathNot: '^src/(console/|preview/console/api\\.ts$|preview/injection/injections\\.ts$)' },
    },
    { name: 'preview-knows-no-cli', severity: 'error', from: { path: '^src/preview/' }, to: { path: '^src/cli/' } },
    {
      name: 'constructs-carry-bundles',
      severity: 'error',
      from: { path: '^src/(attach|constructs)/|^src/index\\.ts$' },
      to: { path: '^src/(handlers|preview|cli)/' },
    },
    { name: 'attach-stays-below', severity: 'error', from: { path: '^src/attach/' }, to: { path: '^src/(constructs/|index\\.ts$)' } },
    {
      name: 'cache-key-asks-nobody',
      severity: 'error',
      // Redirects and error pages say what they read; the proof knows neither.
      from: { path: '^src/core/cache-key/' },
      to: { path: '^src/core/', pathNot: '^src/core/(cache-key/|facts/|problem(/|\\.ts$))' },
    },
    ...redirectRooms,
    { name: 'index-is-the-only-door', severity: 'error', from: { path: '^src/' }, to: { path: '^src/index\\.ts$' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
