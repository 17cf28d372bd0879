import { configureGlobal } from 'fast-check';

// CDK's built-in template validation costs about 3 CPU seconds a test file; the template test turns it on again.
process.env.CDK_VALIDATION ??= 'false';

// The SDK's notice for Node 20 is about its future versions; the handlers run on Node 24.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

// The same inputs in every run; another seed finds other ones: `PROPERTY_SEED=7 npx jest`.
configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 1) });
