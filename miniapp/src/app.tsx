import type { PropsWithChildren } from 'react';
import { useDidShow, useLaunch } from '@tarojs/taro';
import { recallPositionChoice } from './domains/transactions/capture-context';
import { hurry, resumeUploads } from './domains/transactions/upload-queue';
import { prepareHost } from './platform';
import { resumeSession } from './session';
import './app.css';

/** Takes up the session and the uploads that the phone kept. */
export default function App({ children }: PropsWithChildren) {
  useLaunch(() => {
    prepareHost();
    resumeSession();
    recallPositionChoice();
    resumeUploads();
  });
  useDidShow(() => hurry());
  return children;
}
