import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { IRELAND, l2Site, newStack, ofType, templatesOf, VIRGINIA } from './support';
import {
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeRedirector,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  RedirectEventType,
  RedirectSource,
  SecurityHeaders,
  type EdgeErrorMaskerOptions,
} from '../../src';

const number = (stack: Stack) => new CfnParameter(stack, 'Ttl', { type: 'Number' }).valueAsNumber;
const functions = (stack: Stack) =>
  Object.values(templatesOf(stack.node.root as any)).flatMap((t) => ofType(t, 'AWS::Lambda::Function'));

/** Rules of about 25 bytes each in the program. */
function redirects(count: number, parts: object = {}): RedirectSource {
  return RedirectSource.fromInline(JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => (
    [`/old/${i}/some-rather-long-page-name`, { to: `/new/${i}`, ...parts }])))));
}

describe('the cacheTtl of redirects as a parameter', () => {
  const attach = (env: typeof IRELAND, source: RedirectSource) => {
    const stack = newStack({ env });
    new EdgeRedirector(stack, 'Redirects', {
      distribution: l2Site(stack),
      source,
      cacheTtl: Duration.seconds(number(stack)),
    });
    return stack;
  };

  it('is filled in', () => {
    expect(JSON.stringify(functions(attach(VIRGINIA, redirects(1)))[0].Properties.Code.ZipFile)).toContain(
      '{"Fn::Base64":{"Ref":"Ttl"}}',
    );
  });

  it('is filled in with many rules, too, whose function is then not put into an asset', () => {
    expect(JSON.stringify(functions(attach(VIRGINIA, redirects(5_000)))[0].Properties.Code.ZipFile)).toContain(
      '{"Fn::Base64":{"Ref":"Ttl"}}',
    );
  });

  it('is refused in another Region', () => {
    expect(() => functions(attach(IRELAND, redirects(1)))).toThrow(
      /Web\/Redirects: 1 problem[^]*EDGE_TOKEN_ACROSS_REGIONS/,
    );
  });
});

describe.each([
  ['a parameter', number],
  ['computed late', () => Lazy.number({ produce: () => 60 })],
])('minutes that are %s', (_, value) => {
  it('cannot be converted to seconds by CloudFormation, as cacheTtl of redirects', () => {
    const stack = newStack();
    const cacheTtl = Duration.minutes(value(stack));
    new EdgeRedirector(stack, 'Redirects', { distribution: l2Site(stack), source: redirects(1), cacheTtl });
    expect(() => Template.fromStack(stack)).toThrow(
      /^Web\/Redirects: 1 problem\n  cacheTtl is in a unit .*Duration\.seconds.*\[EDGE_DURATION_TOKEN\]$/,
    );
  });

  it('cannot be converted to seconds by CloudFormation, as maxAge of HSTS', () => {
    const stack = newStack();
    const strictTransportSecurity = { maxAge: Duration.minutes(value(stack)) };
    new SecurityHeaders(stack, 'Headers', { distribution: l2Site(stack), strictTransportSecurity });
    expect(() => Template.fromStack(stack)).toThrow(
      /^Web\/Headers: 1 problem\n  strictTransportSecurity\.maxAge is in a unit .*Duration\.seconds.*\[EDGE_DURATION_TOKEN\]$/,
    );
  });
});

describe.each([
  ['a parameter', number],
  ['computed late', () => Lazy.number({ produce: () => 60 })],
])('a duration of error pages that is %s is refused', (_, value) => {
  const mask = (rules: (stack: Stack) => EdgeErrorMaskerOptions['rules']) => () => {
    const stack = newStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution: l2Site(stack), rules: rules(stack) });
    return Template.fromStack(stack);
  };
  const statuses = ErrorStatuses.codes(404);

  it.each([Duration.seconds, Duration.millis, Duration.minutes])('as cacheTtl', (unit) => {
    const refused =
      /Web\/Errors: 3 problems(\n  rules\[\d\]\.action\.cacheTtl is not known when the construct is created.*\[EDGE_DURATION_TOKEN\]){3}$/;
    expect(
      mask((stack) => {
        const cacheTtl = unit(value(stack));
        return [
          { statuses, action: ErrorAction.redirectTo('/404.html', { cacheTtl }) },
          { statuses, action: ErrorAction.respond({ page: ErrorPage.fromInline('<p>No'), cacheTtl }) },
          { statuses, action: ErrorAction.maskStatus(503, { cacheTtl }) },
        ];
      }),
    ).toThrow(refused);
  });

  it('of a page in a bucket', () => {
    expect(
      mask((stack) => {
        const times = {
          refreshInterval: Duration.seconds(value(stack)),
          timeout: Duration.millis(Lazy.number({ produce: () => 500 })),
        };
        return [
          {
            statuses,
            action: ErrorAction.respond({ page: ErrorPage.fromBucket(new Bucket(stack, 'Pages'), '404.html', times) }),
          },
        ];
      }),
    ).toThrow(
      /rules\[0\]\.action\.page\.refreshInterval .*\n.*rules\[0\]\.action\.page\.timeout .*\[EDGE_DURATION_TOKEN\]$/,
    );
  });
});

describe('a template', () => {
  it('stays small with the lists of many sites', () => {
    const stack = newStack();
    for (let i = 0; i < 12; i++) {
      new EdgeRedirector(stack, `Redirects${i}`, {
        distribution: l2Site(stack, `Site${i}`),
        source: redirects(900 + i),
        behaviors: EdgeBehaviors.all(),
      });
    }
    const code = functions(stack).map((f) => f.Properties.Code.ZipFile?.length ?? 0);
    expect(code.filter((length) => length > 0).length).toBeGreaterThan(3);
    expect(code.reduce((a, b) => a + b)).toBeLessThan(512 * 1024);
  });

  it('is refused if it would be too large and its code cannot be in an asset', () => {
    const stack = newStack();
    const distribution = l2Site(stack);
    const text = new CfnParameter(stack, 'Text').valueAsString;
    new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [
        {
          statuses: ErrorStatuses.codes(404),
          action: ErrorAction.respond({ page: ErrorPage.fromInline(`<p>${text}`) }),
        },
      ],
    });
    new EdgeRedirector(stack, 'Redirects', {
      distribution,
      event: RedirectEventType.ORIGIN_RESPONSE,
      source: redirects(15_000, { query: 'drop' }),
    });
    expect(() => functions(stack)).toThrow(
      /the function of redirect, mask-errors has \d{7} bytes of code.*\[EDGE_TEMPLATE_SIZE\]/,
    );
  });
});
