import { escapeXml } from './oss-error';
import type { StoredObject } from './object-store';

/** ListObjects (V1) and ListObjectsV2 as XML; the token of the next page is its last key. */
export function listingXml(bucket: string, objects: StoredObject[], query: ReadonlyMap<string, string>): string {
  const second = query.get('list-type') === '2';
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const after = (second ? (query.get('continuation-token') ?? query.get('start-after')) : query.get('marker')) ?? '';
  const limit = Math.min(1000, Number(query.get('max-keys') ?? 100));

  const entries: { name: string; object: StoredObject | undefined }[] = [];
  for (const object of objects) {
    if (!object.key.startsWith(prefix)) continue;
    const end = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    const name = end < 0 ? object.key : object.key.slice(0, end + delimiter.length);
    if (name > after && entries.at(-1)?.name !== name) entries.push({ name, object: end < 0 ? object : undefined });
  }
  const shown = entries.slice(0, limit);
  const next = entries.length > limit ? (shown.at(-1)?.name ?? '') : '';
  const paging = second
    ? `<KeyCount>${shown.length}</KeyCount>${next && `<NextContinuationToken>${escapeXml(next)}</NextContinuationToken>`}`
    : `<Marker>${escapeXml(after)}</Marker>${next && `<NextMarker>${escapeXml(next)}</NextMarker>`}`;

  return `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult><Name>${escapeXml(bucket)}</Name><Prefix>${escapeXml(prefix)}</Prefix><MaxKeys>${limit}</MaxKeys><Delimiter>${escapeXml(delimiter)}</Delimiter><IsTruncated>${next !== ''}</IsTruncated>${paging}
${shown.map(({ name, object }) => (object ? contents(object) : `<CommonPrefixes><Prefix>${escapeXml(name)}</Prefix></CommonPrefixes>`)).join('\n')}
</ListBucketResult>`;
}

const contents = (object: StoredObject) =>
  `<Contents><Key>${escapeXml(object.key)}</Key><LastModified>${object.lastModified}</LastModified><ETag>"${object.etag}"</ETag><Type>Normal</Type><Size>${object.bytes}</Size><StorageClass>Standard</StorageClass><Owner><ID>1</ID><DisplayName>1</DisplayName></Owner></Contents>`;
