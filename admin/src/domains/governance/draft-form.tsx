import type { QueryKey } from '@tanstack/react-query';
import type { FieldError } from '@yongche/contract';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiError, sentenceOf } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { BackLink } from '../../components/back-link';
import { Field } from '../../components/field';
import { dayOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { useAct } from '../../components/use-act';
import { problemOf } from '../identity/sentence';
import { nextVersionOf } from './adopted-version';
import { isChanged } from './draft-changes';
import { FieldProblems } from './field-problems';
import styles from './version.module.css';

/** A draft as it is sent. */
export interface Draft<Content> {
  title: string;
  content: Content;
}

/** From what a new draft begins and with which it is compared; without a version where it is the very first one. */
export interface DraftBase<Content> extends Draft<Content> {
  version?: string;
  inForce?: boolean;
}

/** What the form of the content gets, and where it puts number and name. */
export interface Drafting<Content> {
  names: ReactNode;
  content: Content;
  /** What differs from it is coloured. */
  base: DraftBase<Content>;
  /** What the server said of the draft, field by field. */
  refused: FieldError[];
  onChange: (content: Content) => void;
}

export interface DraftFormProps<Content> {
  /** 管理细则, 会费标准 or 收费标准. */
  what: string;
  /** Where its pages begin, such as `/tariffs`. */
  href: string;
  base: DraftBase<Content>;
  /** The draft to be changed; undefined where it is a new one. */
  draft: (Draft<Content> & { version: string }) | undefined;
  /** The versions that there are. */
  taken: string[];
  /** What a draft still lacks, while it is edited. */
  gapsOf: (content: Content) => string[];
  renews: QueryKey[];
  create: (body: Draft<Content> & { version: string }, idempotencyKey: string) => Promise<{ version: string }>;
  change: (version: string, body: Draft<Content>) => Promise<{ version: string }>;
  children: (drafting: Drafting<Content>) => ReactNode;
}

/** 新建草稿 or 修改草稿: its number and name, its content below, and at the foot what is missing and the way to save it. */
export function DraftForm<Content>({ what, href, base, draft, taken, gapsOf, renews, create, change, children }: DraftFormProps<Content>) {
  const navigate = useNavigate();
  const [version, setVersion] = useState(() => draft?.version ?? nextVersionOf(taken, dayOf(new Date()).slice(0, 4)));
  const [title, setTitle] = useState((draft ?? base).title);
  const [content, setContent] = useState((draft ?? base).content);
  const save = useAct({
    about: draft ? `change ${draft.version}` : 'new',
    send: ({ version: of, ...body }: Draft<Content> & { version: string }, idempotencyKey) => (draft ? change(draft.version, body) : create({ version: of, ...body }, idempotencyKey)),
    renews,
    done: '草稿已保存。',
    onDone: (saved) => void navigate(`${href}/${saved.version}`, { replace: true }),
  });
  const refused = save.error instanceof ApiError ? save.error.fields : [];
  const gaps = gapsOf(content);
  const isSame = draft ? !isChanged([content, title], [draft.content, draft.title]) : base.version !== undefined && !isChanged(content, base.content);
  const isComplete = title.trim() !== '' && version.trim() !== '' && gaps.length === 0;
  const back = draft ? { to: `${href}/${draft.version}`, title: draft.title } : { to: href, title: what };
  const names = (
    <section id="part-names" className={`card ${styles.card}`}>
      <div className={styles.names}>
        <Field label="版本号" hint="保存后不能改" error={problemOf(save.error, 'version')}>
          <Input maxLength={20} disabled={draft !== undefined} value={version} onChange={(event) => setVersion(event.target.value)} />
        </Field>
        <Field label="名称" hint="公布时的全称" error={problemOf(save.error, 'title')}>
          <Input maxLength={60} value={title} onChange={(event) => setTitle(event.target.value)} />
        </Field>
      </div>
    </section>
  );
  return (
    <form
      className="page"
      onSubmit={(event) => {
        event.preventDefault();
        if (isComplete && !isSame) save.mutate({ version: version.trim(), title: title.trim(), content });
      }}
    >
      <BackLink {...back} />
      <PageHead title={draft ? '修改草稿' : '新建草稿'} note={base.version ? `以${base.inForce ? '现行的' : ''} ${base.version} 为底，改过的有底色` : `第一版${what}`} />
      <FieldProblems.Provider value={refused}>{children({ names, content, base, refused, onChange: setContent })}</FieldProblems.Provider>
      <footer className={`card ${styles.save}`}>
        <div>
          {save.isError ? (
            <AlertLine tone="bad">
              没有保存：{sentenceOf(save.error)}
              {refused.length > 0 && `共 ${refused.length} 处，已在各项下面标出。`}
            </AlertLine>
          ) : (
            <p>{gaps.length > 0 ? gaps.join('') : isSame ? '还没有改动。' : '保存为草稿，不影响任何人；提交会员大会之前都可以再改。'}</p>
          )}
        </div>
        <Button onClick={() => void navigate(back.to)}>取消</Button>
        <Button type="primary" htmlType="submit" loading={save.isPending} disabled={!isComplete || isSame}>
          保存草稿
        </Button>
      </footer>
    </form>
  );
}
