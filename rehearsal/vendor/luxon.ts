export { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon';
