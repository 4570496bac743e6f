import { createHash, randomUUID } from 'node:crypto';

/** A trigger of `s.yaml`, as far as it decides what is sent. */
export interface Trigger {
  triggerName: string;
  triggerType: 'http' | 'timer' | 'oss';
  triggerConfig: { payload?: string; events?: string[]; filter?: { key: { prefix?: string; suffix?: string } } };
}

/** 定时触发器's event. */
export const timerEnvelope = ({ triggerName, triggerConfig }: Trigger, at: Date) => ({
  triggerTime: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  triggerName,
  payload: triggerConfig.payload ?? '',
});

/** An object that was written to a bucket. */
export interface Written {
  bucket: string;
  key: string;
  bytes: Buffer;
  /** Such as `PostObject`. */
  by: string;
}

/** Whether an OSS trigger is interested in it. */
export function isWanted({ triggerConfig: { events = [], filter } }: Trigger, { key, by }: Written): boolean {
  const { prefix = '', suffix = '' } = filter?.key ?? {};
  return events.some((name) => name === `oss:ObjectCreated:${by}` || name === 'oss:ObjectCreated:*') && key.startsWith(prefix) && key.endsWith(suffix);
}

/** OSS触发器's event. */
export const storageEnvelope = ({ bucket, key, bytes, by }: Written, at: Date) => ({
  events: [
    {
      eventName: `ObjectCreated:${by}`,
      eventSource: 'acs:oss',
      eventTime: at.toISOString(),
      eventVersion: '1.0',
      oss: {
        bucket: { arn: `acs:oss:cn-hangzhou:100000000000:${bucket}`, name: bucket, ownerIdentity: '100000000000', virtualBucket: '' },
        object: { deltaSize: bytes.length, eTag: createHash('md5').update(bytes).digest('hex').toUpperCase(), key, size: bytes.length },
        ossSchemaVersion: '1.0',
        ruleId: randomUUID().replaceAll('-', ''),
      },
      region: 'cn-hangzhou',
      requestParameters: { sourceIPAddress: '203.0.113.7' },
      responseElements: { requestId: randomUUID().replaceAll('-', '').slice(0, 24).toUpperCase() },
      userIdentity: { principalId: '100000000000' },
    },
  ],
});
