import { secondsWord } from './seconds-word';

it.each([
  [null, '—'],
  [0.84, '0.8秒'],
  [12.4, '12秒'],
  [200, '3分20秒'],
  [7_260, '2小时1分'],
])('says of %p seconds: %s', (seconds, words) => {
  expect(secondsWord(seconds)).toBe(words);
});
