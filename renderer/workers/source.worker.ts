import { expose } from 'comlink';
import { SourceViewer } from './source/viewer';

expose(new SourceViewer());
