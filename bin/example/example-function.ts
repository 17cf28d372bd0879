import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundledHandler } from '../../lib/private/assets';

export interface ExampleFunctionProps {
  readonly timeout: Duration;
  readonly environment?: Record<string, string>;
}

/** A function of the example: own role, own log group, JSON lines, code that `npm run build` has bundled. */
export class ExampleFunction extends Construct {
  public readonly function: LambdaFunction;

  public constructor(scope: Construct, id: string, { timeout, environment }: ExampleFunctionProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    this.function = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: bundledHandler(`example-${id.toLowerCase()}`),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      memorySize: 256,
      timeout,
      environment,
    });
  }
}
