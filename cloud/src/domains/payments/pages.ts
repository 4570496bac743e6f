import { refuseField } from '../../http/errors';

/** The id behind which a page begins; null for the first page. @throws request.invalid for a cursor that is none */
export function idBehind(cursor: string | undefined): string | null {
  if (!cursor) return null;
  const id = Buffer.from(cursor, 'base64url').toString();
  if (!/^[0-9a-f-]{36}$/.test(id)) refuseField('cursor', '翻页位置无效，请从第一页重新查询。');
  return id;
}

/** One page of `limit` rows out of up to one more, with the cursor of the next. */
export function pageOf<Row extends { id: string }>(rows: Row[], limit: number): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  return { rows: page, nextCursor: rows.length > limit ? Buffer.from(page.at(-1)!.id).toString('base64url') : null };
}
