/**
 * Who may import what (docs/ARCHITECTURE.md). `test/import-rules.mjs` runs it, and proves that a planted violation fails.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'kernel-imports-nothing',
      severity: 'error',
      comment:
        'The kernel is what everything stands on. Its one library is the Temporal polyfill, until Node has Temporal.',
      from: { path: '^lib/kernel/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^lib/kernel/|node_modules/temporal-polyfill/' },
    },
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'Rules are decided without I/O, so that they can be tested without any. CRC-32 and TOTP are arithmetic.',
      from: { path: '^lib/[^/]+/domain/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^lib/kernel/|^lib/[^/]+/domain/|^zlib$|node_modules/otplib/' },
    },
    {
      name: 'authz-is-pure',
      severity: 'error',
      from: { path: '^lib/authz/', pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^lib/(kernel|authz)/' },
    },
    {
      name: 'lib-and-components-not-app',
      severity: 'error',
      from: { path: '^(lib|components)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(app|bin|e2e|test)/' },
    },
    {
      name: 'only-web-knows-next',
      severity: 'error',
      from: { path: '^lib/', pathNot: '^lib/web/' },
      to: { path: '(^|node_modules/)(next|next-auth|server-only)(/|$)' },
    },
    {
      name: 'only-web-and-letters-know-react',
      severity: 'error',
      comment: 'A letter is a React Email template; nothing else outside lib/web is rendered.',
      from: { path: '^lib/', pathNot: '^lib/(web|mail/templates)/' },
      to: { path: '(^|node_modules/)(react|react-dom|react-email)(/|$)' },
    },
    {
      name: 'components-no-database',
      severity: 'error',
      comment: 'Components get ready words; of the features they know types only.',
      from: { path: '^components/' },
      to: { path: '^generated/|^lib/(?!kernel/)|node_modules/(@prisma|pg)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'app-not-platform',
      severity: 'error',
      from: { path: '^app/', pathNot: '\\.test\\.ts$' },
      to: { path: '^(lib/platform|generated)/' },
    },
    {
      name: 'feature-privacy',
      severity: 'error',
      comment: 'A store is the feature’s own: others go through its commands and queries.',
      from: { path: '^lib/([^/]+)/' },
      to: { path: '^lib/.+/store[a-z-]*[.]ts$', pathNot: '^lib/$1/' },
    },
    {
      name: 'app-not-store',
      severity: 'error',
      from: { path: '^(app|components)/' },
      to: { path: '^lib/.+/store[a-z-]*[.]ts$' },
    },
    {
      name: 'verification-stands-alone',
      severity: 'error',
      comment: 'The data plane reads its own record: a change of a feature must not slow or break a verdict.',
      from: { path: '^lib/verification/', pathNot: '\\.test\\.ts$' },
      to: { path: '^lib/', pathNot: '^lib/(verification|kernel|platform|keys/domain)/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^generated'] },
    exclude: { path: '^(\\.next|dist)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
