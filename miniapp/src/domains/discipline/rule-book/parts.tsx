import { Text, View } from '@tarojs/components';
import { Card } from '@/components/screen';
import { today } from '@/dates';
import { besidePoints, chapterTitle, pointsText, rulesInWords, subjectsText, type RuleBook } from '../rules-in-words';
import './parts.css';

type Content = RuleBook['content'];

/** How it works, in plain words. */
export function InWords({ content }: { content: Content }) {
  return (
    <>
      {rulesInWords(content).map(({ title, lines }) => (
        <Card key={title} title={title}>
          {lines.map((line) => (
            <Text key={line} className="paragraph">
              {line}
            </Text>
          ))}
        </Card>
      ))}
    </>
  );
}

/** 扣分标准: each code with whom it hits and what it costs. */
export function Codes({ content: { codes, transition } }: { content: Content }) {
  const on = today();
  return (
    <View className="card">
      {codes.map((code) => (
        <View key={code.code} className="code-row">
          <View className="code-row__words">
            <Text className="code-row__name">{`${code.code} ${code.name}`}</Text>
            <Text className="quiet">
              {[subjectsText(code), `第${code.article}条`, ...besidePoints(code, transition, on)].join(' · ')}
            </Text>
          </View>
          <Text className={`code-row__points${code.points > 0 ? '' : ' code-row__points--none'}`}>{pointsText(code)}</Text>
        </View>
      ))}
    </View>
  );
}

/** The whole text, chapter by chapter. */
export function Articles({ content: { chapters } }: { content: Content }) {
  return (
    <>
      {chapters.map((chapter, at) => (
        <View key={chapter.title}>
          <View className="section">{chapterTitle(at, chapter.title)}</View>
          {chapter.articles.map(({ number, title, text }) => (
            <Card key={number} title={`第${number}条 ${title}`}>
              {text.split('\n').map((line, place) => (
                <Text key={place} className="paragraph">
                  {line}
                </Text>
              ))}
            </Card>
          ))}
        </View>
      ))}
    </>
  );
}
