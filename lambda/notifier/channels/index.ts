export { slack } from './slack';
