import { Button, Input } from 'antd';
import { isChanged } from '../governance/draft-changes';
import { codesOfArticle, withArticle, withArticleAfter, withChapterTitle, withoutArticle } from './book-changes';
import type { BookFormProps } from './book-form';
import styles from './book-form.module.css';
import { articleName, countWord } from './book-wording';
import { Problem, useProblem, useProblemsWithin } from '../governance/field-problems';
import type { RuleBookContent } from './discipline';

/** 条文: every chapter and article in its place; a new one moves the later ones on. */
export function BookFormArticles({ content, base, onChange }: BookFormProps) {
  const former = base.chapters.flatMap(({ articles }) => articles);
  return (
    <>
      {content.chapters.map(({ title, articles }, chapter) => (
        <fieldset key={chapter} className={styles.chapter}>
          <legend>第{countWord(chapter + 1)}章</legend>
          <ChapterTitle chapter={chapter} title={title} onChange={(next) => onChange(withChapterTitle(content, chapter, next))} />
          {articles.map((article, at) => (
            <Article
              key={article.number}
              content={content}
              path={`chapters.${chapter}.articles.${at}`}
              article={article}
              isChanged={isChanged(article, former.find(({ number }) => number === article.number))}
              onChange={(part) => onChange(withArticle(content, chapter, at, part))}
              onAdd={() => onChange(withArticleAfter(content, chapter, at))}
              onRemove={articles.length > 1 ? () => onChange(withoutArticle(content, chapter, at)) : undefined}
            />
          ))}
        </fieldset>
      ))}
    </>
  );
}

function ChapterTitle({ chapter, title, onChange }: { chapter: number; title: string; onChange: (title: string) => void }) {
  const problem = useProblem(`chapters.${chapter}.title`);
  return (
    <>
      <Input
        aria-label={`第${countWord(chapter + 1)}章的章名`}
        maxLength={40}
        status={problem ? 'error' : ''}
        value={title}
        onChange={(event) => onChange(event.target.value)}
      />
      <Problem>{problem}</Problem>
    </>
  );
}

interface ArticleProps {
  content: RuleBookContent;
  path: string;
  article: RuleBookContent['chapters'][number]['articles'][number];
  isChanged: boolean;
  onChange: (part: { title?: string; text?: string }) => void;
  onAdd: () => void;
  /** Undefined where the chapter would be empty. */
  onRemove: (() => void) | undefined;
}

function Article({ content, path, article: { number, title, text }, isChanged: isOther, onChange, onAdd, onRemove }: ArticleProps) {
  const problems = useProblemsWithin(path);
  const leaning = codesOfArticle(content, number);
  const obstacle = leaning.length > 0 ? `${leaning.join('、')} 依据这一条，请先改它们的依据` : onRemove ? undefined : '一章至少有一条';
  return (
    <div className={styles.article} data-changed={isOther}>
      <div className={styles.articleHead}>
        <b>{articleName(number)}</b>
        <Input
          aria-label={`${articleName(number)}的条名`}
          placeholder="条名"
          maxLength={40}
          value={title}
          onChange={(event) => onChange({ title: event.target.value })}
        />
        <Button size="small" type="text" onClick={onAdd}>
          在后面加一条
        </Button>
        <Button size="small" type="text" danger title={obstacle} disabled={obstacle !== undefined} onClick={onRemove}>
          删去
        </Button>
      </div>
      <Input.TextArea
        aria-label={`${articleName(number)}的条文`}
        placeholder="条文"
        autoSize={{ minRows: 2, maxRows: 16 }}
        maxLength={2000}
        status={problems.length > 0 ? 'error' : ''}
        value={text}
        onChange={(event) => onChange({ text: event.target.value })}
      />
      <Problem>{problems.join(' ')}</Problem>
    </div>
  );
}
