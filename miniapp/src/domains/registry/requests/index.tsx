import { call } from '@/api';
import { ActionButton } from '@/components/action-button';
import { Empty, Failure, Loading, Note } from '@/components/notes';
import { Screen } from '@/components/screen';
import { Links } from '@/components/links';
import { usePages } from '@/use-pages';
import { RequestRow } from '../request-row';
import type { RegisterRequest } from '../states';

/** 登记申请: all that this person, or their company, has asked for; a draft goes on where it stopped. */
export default function Requests() {
  const { first, items, nextCursor, error, reload, more, loadMore } = usePages<RegisterRequest>((cursor) =>
    call('GET /register-requests', { query: { cursor, limit: 20 } }),
  );

  if (!first) return <Screen>{error ? <Failure sentence={error} onRetry={() => void reload()} /> : <Loading />}</Screen>;
  return (
    <Screen>
      {error && <Note kind="care">{error}</Note>}
      {items.length === 0 ? (
        <Empty title="还没有登记申请" text="在“代理证”或“我的企业”里选择要办理的业务，申请和结果都会显示在这里。" />
      ) : (
        <Links>
          {items.map((request) => (
            <RequestRow key={request.id} request={request} />
          ))}
        </Links>
      )}
      {more.error && <Note kind="care">{more.error}</Note>}
      {nextCursor && <ActionButton text="加载更多" kind="plain" busy={more.busy} onTap={() => void loadMore()} />}
    </Screen>
  );
}
