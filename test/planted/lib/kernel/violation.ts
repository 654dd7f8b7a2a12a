export { outside } from '../platform/outside';
