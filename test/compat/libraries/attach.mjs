// The lines that attach all three constructs to a distribution, the same for every library.
import { Duration } from 'aws-cdk-lib';
import {
  EdgeBehaviors,
  EdgeErrorMasker,
  EdgeRedirector,
  ErrorAction,
  ErrorPage,
  ErrorStatuses,
  ExistingAttachments,
  RedirectSource,
  SecurityHeaders,
} from 'cdk-cloudfront-edge';

export function attach(stack, distribution, { everywhere = false, redirectsOn }) {
  const existing = ExistingAttachments.compose();
  const behaviors = everywhere ? EdgeBehaviors.all() : EdgeBehaviors.defaultBehavior();
  const options = { distribution, existing, behaviors };
  new EdgeRedirector(stack, 'Redirects', {
    ...options, event: redirectsOn, source: RedirectSource.fromInline('{ "/moved/": "/docs/" }'),
  });
  new SecurityHeaders(stack, 'Headers', {
    ...options, strictTransportSecurity: { maxAge: Duration.days(500) },
  });
  new EdgeErrorMasker(stack, 'Errors', {
    ...options,
    // With a status of its own: a custom error response of the library would replace a 403 or 404.
    rules: [{
      statuses: ErrorStatuses.codes(403, 404),
      action: ErrorAction.respond({ page: ErrorPage.fromInline('<h1>Not here</h1>'), statusCode: 410 }),
    }],
  });
}
