import type { Resource } from '../discover/resource';

const VERSION = 'AWS::Lambda::Version';

/**
 * CloudFront takes a version of a function. Where its distribution is not to be seen, its role tells, unless another
 * function explains why that is trusted: the Serverless Framework gives one role to all.
 */
export function runsAtTheEdge(fn: Resource): boolean {
  if (isTakenByCloudFront(fn)) return true;
  const [role] = fn.references('Role');
  const trusted = JSON.stringify(role?.property('AssumeRolePolicyDocument') ?? '');
  if (role === undefined || !trusted.includes('edgelambda.amazonaws.com')) return false;
  return fn.referrers(VERSION).length > 0 && !role.referrers(fn.type).some(isTakenByCloudFront);
}

function isTakenByCloudFront(fn: Resource): boolean {
  const references = fn.referrers(VERSION).flatMap((version) => version.referredToAs);
  return references.some((reference) => reference.includes('.LambdaFunctionAssociations'));
}
