-- A database of version 1: a replaced agent, one as it was registered, one that was removed.
PRAGMA application_id = 1093812562;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE changes(
    revision INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    at INTEGER NOT NULL,
    first_revision INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    digest BLOB,
    card TEXT,
    checksum INTEGER NOT NULL
) STRICT;
INSERT INTO changes VALUES(3,'routes',1700000003000,3,1700000003000,1700000003,X'0b1a9fb7068ec717d6d9813295846ff9','{"name":"Agent","description":"An agent made for a test.","version":"1.0.0","protocolVersion":"0.3.0","url":"https://routes.example","preferredTransport":"JSONRPC","capabilities":{},"defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],"skills":[{"id":"echo","name":"echo","description":"says it again","tags":["test"]}]}',2819087270855847749);
INSERT INTO changes VALUES(4,'weather',1700000004000,1,1700000001000,1700000004,X'886ed4ab53e0c402d311aae891788fca','{"name":"Agent","description":"An agent made for a test.","version":"1.0.0","protocolVersion":"0.3.0","url":"https://new.weather.example","preferredTransport":"JSONRPC","capabilities":{},"defaultInputModes":["text/plain"],"defaultOutputModes":["text/plain"],"skills":[{"id":"echo","name":"echo","description":"says it again","tags":["test"]}]}',-951817506136010950);
INSERT INTO changes VALUES(5,'gone',1700000005000,0,0,0,NULL,NULL,-7188313232068938976);
CREATE TABLE state(
    only INTEGER PRIMARY KEY CHECK(only = 1),
    head INTEGER NOT NULL,
    floor INTEGER NOT NULL,
    agents INTEGER NOT NULL,
    removals INTEGER NOT NULL,
    relaxed INTEGER NOT NULL,
    history TEXT NOT NULL,
    checksum INTEGER NOT NULL
) STRICT;
INSERT INTO state VALUES(1,5,0,2,1,0,'dumped-once',-1791751356485431476);
CREATE INDEX removals ON changes(at) WHERE card IS NULL;
COMMIT;
