/**
 * HTTP for people and tools beside the server: metrics, health, a page of links. It reads what the
 * server tells and changes nothing.
 */
package io.framelab.server.admin;
