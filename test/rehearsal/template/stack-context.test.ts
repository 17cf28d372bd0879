import { RegionInfo } from 'aws-cdk-lib/region-info';
import { partitionOf, urlSuffixOf } from '../../../rehearsal/template/stack-context';

test.each(RegionInfo.regions.map((region) => [region.name, region] as const))(
  '%s has the partition and the domain that CDK knows of it',
  (name, { partition, domainSuffix }) => {
    expect(partitionOf(name)).toBe(partition);
    expect(urlSuffixOf(name)).toBe(domainSuffix);
  },
);
