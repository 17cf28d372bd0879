// CDK's built-in template validation costs about 3 CPU seconds a test file; the template test turns it on again.
process.env.CDK_VALIDATION ??= 'false';
