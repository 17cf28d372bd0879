import { isRecord, type TemplateResource } from '../template-file';

/** A bucket of the template that tells a function of its objects: SAM writes that into the bucket. */
export interface BucketNotification {
  readonly bucket: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** What the events of type S3 of a function ask of buckets. */
export function notificationsOf(events: unknown, target: unknown): BucketNotification[] {
  return Object.values(isRecord(events) ? events : {}).flatMap((event) => {
    if (!isRecord(event) || event.Type !== 'S3' || !isRecord(event.Properties)) return [];
    const { Bucket: bucket, Events: names, Filter: filter } = event.Properties;
    if (!isRecord(bucket) || typeof bucket.Ref !== 'string') return [];
    return [names].flat().map((Event) => ({
      bucket: bucket.Ref as string,
      configuration: { Event, Function: target, ...(filter === undefined ? {} : { Filter: filter }) },
    }));
  });
}

/** The resources, buckets with what is asked of them besides their own. */
export function withNotifications(
  resources: Readonly<Record<string, TemplateResource>>,
  notifications: readonly BucketNotification[],
): Readonly<Record<string, TemplateResource>> {
  const changed: Record<string, TemplateResource> = { ...resources };
  for (const { bucket, configuration } of notifications) {
    const resource = changed[bucket];
    if (resource?.Type !== 'AWS::S3::Bucket') continue;
    const given = resource.Properties?.NotificationConfiguration;
    const own = isRecord(given) ? given : {};
    const LambdaConfigurations = [own.LambdaConfigurations ?? [], configuration].flat();
    changed[bucket] = {
      ...resource,
      Properties: { ...resource.Properties, NotificationConfiguration: { ...own, LambdaConfigurations } },
    };
  }
  return changed;
}
