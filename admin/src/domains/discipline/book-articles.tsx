import { articleName, chapterName } from './book-wording';
import type { RuleBookContent } from './discipline';
import styles from './rule-book.module.css';

/** 条文 as a document to be read: the chapters at the left, the text beside them. */
export function BookArticles({ chapters }: Pick<RuleBookContent, 'chapters'>) {
  return (
    <div className={styles.document}>
      <nav className={`${styles.contents} no-print`} aria-label="目录">
        <ol>
          {chapters.map(({ title, articles }, at) => (
            <li key={title}>
              <b>{chapterName(at, title)}</b>
              <ol>
                {articles.map(({ number, title: name }) => (
                  <li key={number}>
                    <a href={`#article-${number}`}>
                      <span>{articleName(number)}</span> {name}
                    </a>
                  </li>
                ))}
              </ol>
            </li>
          ))}
        </ol>
      </nav>
      <article className={styles.text}>
        {chapters.map(({ title, articles }, at) => (
          <section key={title}>
            <h2>{chapterName(at, title)}</h2>
            {articles.map(({ number, title: name, text }) => (
              <section key={number} id={`article-${number}`}>
                <h3>
                  {articleName(number)}　{name}
                </h3>
                {text.split('\n').map((paragraph, line) => (
                  <p key={line}>{paragraph}</p>
                ))}
              </section>
            ))}
          </section>
        ))}
      </article>
    </div>
  );
}
