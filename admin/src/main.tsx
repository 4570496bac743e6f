import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { isPassing, isRefusal } from './api';
import { App } from './app';
import { ErrorBoundary } from './components/error-boundary';
import { PageUpdateTrouble } from './components/page-update-line';
import { StepUpGate } from './components/step-up-gate';
import { holdOwnFiles } from './offline-page';
import { endings, forgetSession } from './session';
import './styles.css';
import { theme } from './theme';

/** A session that ended while somebody worked leads to the login page, from whatever request. */
const leaveWhenLoggedOut = (error: unknown) => {
  if (isRefusal(error, ...endings)) forgetSession(client, error.code.startsWith('terminal.') ? error.message : undefined);
};

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenLoggedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenLoggedOut }),
  defaultOptions: {
    queries: { retry: (failures, error) => isPassing(error) && failures < 2, networkMode: 'always' },
    mutations: { networkMode: 'always' },
  },
});

holdOwnFiles();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
      <AntApp style={{ height: '100%' }}>
        <ErrorBoundary>
          <QueryClientProvider client={client}>
            <BrowserRouter basename="/admin">
              <App />
            </BrowserRouter>
            <StepUpGate />
            <PageUpdateTrouble />
          </QueryClientProvider>
        </ErrorBoundary>
      </AntApp>
    </ConfigProvider>
  </StrictMode>,
);
