using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Crossbar.Compiler.Outputs;

namespace Crossbar.Compiler.Studies.Running;

/// <summary>
/// What an item computed, as JSON and back. Files on disk may be damaged: what is read has every property that is written, null only where
/// its type says so, and no list has a null in it.
/// </summary>
internal static class ItemJson
{
    // What is kept of an item is what a table can hold.
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new FiniteNumbers<double>(), new FiniteNumbers<float>() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { DemandAll } },
    };

    /// <summary>Writes a result.</summary>
    /// <exception cref="Diagnostics.CompilationException">A number is NaN or infinite (CBX0016).</exception>
    public static JsonElement Write<T>(T result) => JsonSerializer.SerializeToElement(result, Options);

    /// <summary>Reads a result.</summary>
    /// <exception cref="JsonException">It is not what <see cref="Write"/> makes of a <typeparamref name="T"/>.</exception>
    public static T Read<T>(JsonElement json)
    {
        DemandElements(json);
        return json.Deserialize<T>(Options) ?? throw new JsonException("A result is null.");
    }

    private static void DemandAll(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        foreach (var property in type.Properties)
            property.IsRequired = true;
        // A context is for one thread.
        var nullability = new NullabilityInfoContext();
        var present = type.Properties.Where(p => p.AttributeProvider is PropertyInfo info && nullability.Create(info).ReadState == NullabilityState.NotNull).ToImmutableArray();
        type.OnDeserialized = DemandPresent + type.OnDeserialized;

        void DemandPresent(object value)
        {
            if (present.FirstOrDefault(p => p.Get!(value) is null) is { } missing)
                throw new JsonException($"'{missing.Name}' is null.");
        }
    }

    private static void DemandElements(JsonElement json)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var element in json.EnumerateArray())
            {
                if (element.ValueKind == JsonValueKind.Null)
                    throw new JsonException("A list has a null in it.");
                DemandElements(element);
            }
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in json.EnumerateObject())
                DemandElements(property.Value);
        }
    }
}
