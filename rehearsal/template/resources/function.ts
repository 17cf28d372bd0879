import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { functionNameIn } from '../function-name';
import type { FunctionModel } from '../model';
import type { Properties } from '../properties';
import type { ReadContext, ResourceType } from '../resource-type';
import { arnOf, derivedName } from '../stack-context';

const type = 'AWS::Lambda::Function';
const retryDefaults = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

export const lambdaFunction: ResourceType = {
  type,
  identify: (logicalId, stack, name) => {
    const functionName = name('FunctionName') ?? derivedName(stack, logicalId, 64);
    return { ref: functionName, attributes: { Arn: arnOf(stack, 'lambda', `function:${functionName}`) } };
  },
  read: ({ logicalId, identity, properties }, context) => {
    properties.harmless('FunctionName', 'Role', 'Description', 'Tags', 'Architectures', 'PackageType', 'KmsKeyArn');
    properties.harmless(
      'TracingConfig',
      'SnapStart',
      'RuntimeManagementConfig',
      'CodeSigningConfigArn',
      'EphemeralStorage',
    );
    properties.notRehearsed('Layers', 'layers are not loaded');
    properties.notRehearsed('VpcConfig', 'the network of a VPC is not simulated');
    properties.notRehearsed('FileSystemConfigs', 'file systems are not mounted');
    const logging = properties.section('LoggingConfig');
    for (const level of ['ApplicationLogLevel', 'SystemLogLevel']) {
      if ((logging?.text(level) ?? 'INFO') !== 'INFO') logging!.notRehearsed(level, 'lines are not filtered by level');
    }
    const codeDirectory = codeDirectoryOf(logicalId, properties, context);
    const reservedConcurrency = properties.number('ReservedConcurrentExecutions');
    const deadLetterTargetArn = properties.section('DeadLetterConfig')?.text('TargetArn');
    const model: FunctionModel = {
      logicalId,
      functionName: identity.ref,
      arn: identity.attributes.Arn!,
      handler: properties.text('Handler') ?? '',
      runtime: properties.text('Runtime') ?? '',
      ...(codeDirectory === undefined ? {} : { codeDirectory }),
      timeoutSeconds: properties.number('Timeout') ?? 3,
      memoryMegabytes: properties.number('MemorySize') ?? 128,
      ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
      environment: properties.section('Environment')?.textMap('Variables') ?? {},
      logGroupName: logging?.text('LogGroup') ?? `/aws/lambda/${identity.ref}`,
      logFormat: logging?.text('LogFormat') === 'JSON' ? 'JSON' : 'Text',
      ...(deadLetterTargetArn === undefined ? {} : { deadLetterTargetArn }),
      asyncInvoke: asyncInvokeOf(identity.ref, context),
    };
    return { functions: [model] };
  },
};

function codeDirectoryOf(logicalId: string, properties: Properties, context: ReadContext): string | undefined {
  const local = properties.raw('Code');
  if (typeof local === 'string') return localCode(logicalId, local, properties.text('Handler') ?? '', context);
  const code = properties.section('Code');
  code?.harmless('S3Bucket', 'S3ObjectVersion', 'SourceKMSKeyArn');
  code?.notRehearsed('ZipFile', 'inline code is not run');
  code?.notRehearsed('ImageUri', 'container images are not run');
  const s3Key = code?.text('S3Key');
  if (s3Key === undefined) return undefined;
  const directory = context.assets.directoryOf(s3Key);
  if (directory === undefined) context.report(`${logicalId}.Code`, 'the code is not in the cloud assembly; not run');
  return directory;
}

/** A folder beside the template, as before `aws cloudformation package` or in SAM's `CodeUri`. */
function localCode(logicalId: string, path: string, handler: string, context: ReadContext): string | undefined {
  const directory = context.assets.localPath(path);
  const file = handler.replace(/\.[^./]*$/, '');
  if (directory !== undefined && ['.js', '.mjs', '.cjs'].some((type) => existsSync(join(directory, file + type)))) {
    return directory;
  }
  const what = directory === undefined ? `there is no ${path}` : `${path} has no ${file}.js`;
  context.report(`${logicalId}.Code`, `${what}; the code is not run (build it first and give the built template)`);
  return undefined;
}

function asyncInvokeOf(functionName: string, context: ReadContext): FunctionModel['asyncInvoke'] {
  const config = context
    .resourcesOf('AWS::Lambda::EventInvokeConfig')
    .find(({ properties }) => functionNameIn(properties.text('FunctionName') ?? '') === functionName)?.properties;
  const destinations = config?.section('DestinationConfig');
  const onFailureArn = destinations?.section('OnFailure')?.text('Destination');
  const onSuccessArn = destinations?.section('OnSuccess')?.text('Destination');
  return {
    maximumRetryAttempts: config?.number('MaximumRetryAttempts') ?? retryDefaults.maximumRetryAttempts,
    maximumEventAgeSeconds: config?.number('MaximumEventAgeInSeconds') ?? retryDefaults.maximumEventAgeSeconds,
    ...(onFailureArn === undefined ? {} : { onFailureArn }),
    ...(onSuccessArn === undefined ? {} : { onSuccessArn }),
  };
}
