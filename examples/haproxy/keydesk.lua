-- The action `lua.keydesk` of haproxy.cfg: asks the verifier by the profile of nginx, sets what the API may know of the key, and
-- leaves the answer in txn.keydesk_status, _reason, _retry and _challenge.

-- Company and API are this file's to say, never the client's.
local VERIFIER = "http://127.0.0.1:3001/v1/auth/nginx/c/northwind/a/orders"

local NAMES = { "x-key-id", "x-key-name", "x-key-owner", "x-key-owner-type", "x-key-company", "x-key-audience",
  "x-key-operation", "x-key-expires" }

-- What the client may know of it, kept for the answer in txn.keydesk_sunset and so on.
local TOLD = { sunset = "sunset", deprecation = "deprecation", ratelimit = "ratelimit", ["ratelimit-policy"] = "ratelimit_policy" }

local function first(headers, name)
  local values = headers and headers[name]
  return values and (values[0] or values[1]) or ""
end

-- All values of a header as the client sent them: one that stands twice must look so to the verifier, too.
local function all(headers, name)
  local values = {}
  local given = headers[name]
  if given == nil then return nil end
  for index = 0, #given do values[#values + 1] = given[index] end
  return values
end

core.register_action("keydesk", { "http-req" }, function(txn)
  local given = txn.http:req_get_headers()
  local answer = core.httpclient():get({
    url = VERIFIER,
    -- Of each attempt: HAProxy 2.6 makes four.
    timeout = 750,
    headers = {
      ["authorization"] = all(given, "authorization"),
      ["x-api-key"] = all(given, "x-api-key"),
      ["x-original-method"] = { txn.sf:method() },
      ["x-original-uri"] = { txn.sf:pathq() },
      ["x-real-ip"] = { txn.sf:src() },
      -- One of VERIFIER_TOKENS, where they are set:
      -- ["x-verifier-token"] = { "…" },
    },
  })
  local status = answer and answer.status or 503
  local reason = answer and first(answer.headers, "x-deny-code") or ""
  -- Only an exact 204 is an allow.
  if reason == "UNDECIDABLE" then status = 503 elseif reason == "RATE_LIMITED" then status = 429 end
  txn:set_var("txn.keydesk_reason", reason)
  txn:set_var("txn.keydesk_retry", answer and first(answer.headers, "retry-after") or "1")
  txn:set_var("txn.keydesk_challenge", answer and first(answer.headers, "www-authenticate") or "")
  if status == 204 then
    for _, name in ipairs(NAMES) do
      txn.http:req_set_header(name, first(answer.headers, name))
    end
    for name, variable in pairs(TOLD) do
      local value = first(answer.headers, name)
      if value ~= "" then txn:set_var("txn.keydesk_" .. variable, value) end
    end
  end
  txn:set_var("txn.keydesk_status", tostring(status))
end)
